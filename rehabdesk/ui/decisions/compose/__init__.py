"""Parts of the composer: the choice of form, the inputs a form asks for, papers in one run."""
