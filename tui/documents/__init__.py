"""Documents: all there is to say of one source, claim, denial or report, for the desk's view and the printout alike."""
