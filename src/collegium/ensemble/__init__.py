"""Many histories of one scenario: what is drawn, who plays them, and under which variant of the model."""
