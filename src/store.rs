//! What survives the program: settings files and state are written so that kill -9 at any moment loses nothing.
