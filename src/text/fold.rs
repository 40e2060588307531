//! The comparable form of text: width, case, marks, simplified and traditional.
