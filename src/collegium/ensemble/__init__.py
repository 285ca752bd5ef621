"""Many histories of one scenario: what is drawn, what simulates them, and under which variant of the model."""
