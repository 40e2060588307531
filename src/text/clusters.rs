//! Text as a row of what is seen as one character each (UAX #29).
