"""How the compiler makes one program of the engine.

Left alone, it turns every function into machine code together with all that the function calls, and does so again in each of its
callers: two thirds of the time to compile the engine. Here a function that only compiled code calls stays a *part*, in the compiler's
intermediate form. An *entry*, which Python calls, takes in all its parts; it is optimised and turned into machine code once.
"""

from __future__ import annotations

from typing import Any

from llvmlite.binding import Linkage
from numba._dynfunc import make_function
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import LoweringPass, register_pass
from numba.core.typed_passes import NativeLowering

PRIVATE = ".of_entry"
"""What the names of an entry's parts end in."""
COUNTING = "NRT_"
"""What the names of functions that count references begin with. The compiler knows them by name, and takes out pairs that cancel: with
other names all calls stay, and a history takes three times as long."""


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
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(MakeKnown, NativeLowering)
        passes.finalize()
        return [passes]


class Entry(CompilerBase):  # type: ignore[misc]
    """Compile a function as an entry."""

    def define_pipelines(self) -> list[Any]:
        self.state.library = EntryLibrary(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        self.state.library.enable_object_caching()
        return [DefaultPassBuilder.define_nopython_pipeline(self.state)]
