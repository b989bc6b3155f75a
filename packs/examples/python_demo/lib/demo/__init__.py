"""Code that the actions of this pack share."""
