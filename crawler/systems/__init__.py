"""Rules of content systems that several newspapers run on."""
