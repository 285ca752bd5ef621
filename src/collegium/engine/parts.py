"""How the compiler makes one program of the engine.

Left alone, it turns every function into machine code together with all that the function calls, and does so again in each of its
callers: two thirds of the time to compile the engine. Here a function that only compiled code calls stays a *part*, in the compiler's
intermediate form. An *entry*, which Python calls, takes in all its parts; it is optimised and turned into machine code once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite.binding import Linkage
from numba._dynfunc import make_function
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import LoweringPass, register_pass
from numba.core.typed_passes import NativeLowering
from numba.np import arrayobj

PRIVATE = ".of_entry"
"""What the names of an entry's parts end in."""
COUNTING = "NRT_"
"""What the names of functions that count references begin with. The compiler knows them by name, and takes out pairs that cancel: with
other names all calls stay, and a history takes three times as long."""
OURS = "collegium"
"""What the compiler's names of the engine's functions contain, and those of no others."""


@contextmanager
def counting_from_the_start() -> Iterator[None]:
    """Index arrays without asking whether an index counts from the end: no index of the engine does, not even a constant one. Asking costs
    a history some percent of its time. The compiler's own functions, which it compiles on the way, still ask. ``validate/boundscheck.py``
    finds a negative index."""
    fixed = arrayobj.fix_integer_index

    def trusted(context: Any, builder: Any, kind: Any, index: Any, size: Any) -> Any:
        if not kind.signed or OURS not in builder.function.name:
            return fixed(context, builder, kind, index, size)
        return context.cast(builder, index, kind, arrayobj.types.intp)

    arrayobj.fix_integer_index = trusted
    try:
        yield
    finally:
        arrayobj.fix_integer_index = fixed


class PartLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The intermediate code of one function, beside which those of the functions that it calls are remembered."""

    def finalize(self) -> None:
        self._finalized = True

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout  # the rest is left to the entry

    def needed(self, found: dict[Any, None]) -> dict[Any, None]:
        """Add to ``found`` this part and all that it calls, directly or not, each once and in order."""
        if self not in found:
            found[self] = None
            for library in self._linking_libraries:
                if isinstance(library, PartLibrary):
                    library.needed(found)
                else:
                    found[library] = None
        return found

    def _get_module_for_linking(self) -> Any:
        """What an entry takes in: this part and all that it needs."""
        own = JITCodeLibrary._get_module_for_linking
        whole = own(self).clone()
        for library in self.needed({}):
            if library is not self:
                whole.link_in(own(library), preserve=True)
        return whole


class EntryLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The code of an entry and its parts. Nobody else calls these parts, which leaves the compiler free to take them apart.

    The loader of machine code keeps one table of names for the process, private ones among them. Code compiled later that has a part of
    the same name would get what is left of it here. So the parts of an entry get names of their own.
    """

    def _optimize_final_module(self) -> None:
        for function in self._final_module.functions:
            shared = function.is_declaration or function.linkage != Linkage.linkonce_odr or function.name.startswith(COUNTING)
            if not shared:
                function.linkage, function.name = "internal", f"{function.name}{PRIVATE}"
        super()._optimize_final_module()


@register_pass(mutates_CFG=True, analysis_only=False)
class Lowering(NativeLowering):  # type: ignore[misc]
    """From the compiler's first form of a function to the intermediate one."""

    _name = "lower_part"

    def run_pass(self, state: Any) -> bool:
        with counting_from_the_start():
            return bool(super().run_pass(state))


@register_pass(mutates_CFG=False, analysis_only=False)
class MakeKnown(LoweringPass):  # type: ignore[misc]
    """Callers know a function by its machine code; a part, which has none, gets an empty one to be known by."""

    _name = "make_part_known"

    def __init__(self) -> None:
        LoweringPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        lowered = state["cr"]
        about = lowered.fndesc
        mark = make_function(about.lookup_module(), about.qualname, "", 0, lowered.env, (state.library,))
        state.targetctx.insert_user_function(mark, about, [state.library])
        state["cr"] = lowered._replace(cfunc=mark)
        return False


class Part(CompilerBase):  # type: ignore[misc]
    """Compile a function as a part."""

    def define_pipelines(self) -> list[Any]:
        self.state.library = PartLibrary(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        self.state.flags.no_compile = True
        self.state.flags.noalias = True  # what is written to one record changes nothing in another
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.passes = [(Lowering if step is NativeLowering else step, why) for step, why in passes.passes]
        passes.add_pass_after(MakeKnown, Lowering)
        passes.finalize()
        return [passes]


class Entry(CompilerBase):  # type: ignore[misc]
    """Compile a function as an entry."""

    def define_pipelines(self) -> list[Any]:
        self.state.library = EntryLibrary(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        self.state.library.enable_object_caching()
        return [DefaultPassBuilder.define_nopython_pipeline(self.state)]
