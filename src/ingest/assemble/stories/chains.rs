//! Pieces of text one after another: a chain is what a story will be.

use super::{Ground, Piece};
use crate::ingest::assemble::topic::{Story as Words, Topics};

/// Which piece follows which.
pub(super) struct Chains {
    /// For each piece the one that follows it.
    pub(super) next: Vec<Option<usize>>,
    /// For each piece the one that it follows.
    pub(super) previous: Vec<Option<usize>>,
    /// How sure its place after that one is.
    pub(super) confidence: Vec<f32>,
}

impl Chains {
    /// The chains that seams make.
    pub(super) fn new(ground: Ground<'_>, pieces: &[Piece]) -> Self {
        let Ground { outline, joined, .. } = ground;
        let mut piece_of = vec![0; outline.units.len()];
        for (index, piece) in pieces.iter().enumerate() {
            piece_of[piece.from..=piece.to].fill(index);
        }
        let mut chains = Self {
            next: vec![None; pieces.len()],
            previous: vec![None; pieces.len()],
            confidence: vec![1.0; pieces.len()],
        };
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(unit) = joined.previous[piece.from] {
                let before = piece_of[unit];
                if before != index && chains.next[before].is_none() && !chains.reaches(index, before) {
                    chains.link(before, index, joined.confidence[unit]);
                }
            }
        }
        chains
    }

    /// Puts one piece behind another.
    pub(super) fn link(&mut self, before: usize, after: usize, confidence: f32) {
        self.next[before] = Some(after);
        self.previous[after] = Some(before);
        self.confidence[after] = confidence;
    }

    /// Whether following the chain from `from` leads to `to`.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        for _ in 0..=self.next.len() {
            if at == to {
                return true;
            }
            match self.next[at] {
                Some(next) => at = next,
                None => return false,
            }
        }
        true
    }

    /// The first piece of the chain that has a piece.
    pub(super) fn head_of(&self, piece: usize) -> usize {
        let mut at = piece;
        while let Some(previous) = self.previous[at] {
            at = previous;
        }
        at
    }

    /// The last one.
    pub(super) fn end_of(&self, piece: usize) -> usize {
        let mut at = piece;
        while let Some(next) = self.next[at] {
            at = next;
        }
        at
    }

    /// A piece and all that follow it.
    pub(super) fn from(&self, piece: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(piece), |at| self.next[*at])
    }

    /// The words of the whole chain that has a piece.
    pub(super) fn words(&self, topics: &Topics, pieces: &[Piece], piece: usize) -> Words {
        let mut words = Words::default();
        for index in self.from(self.head_of(piece)) {
            for unit in pieces[index].from..=pieces[index].to {
                topics.add(&mut words, unit);
            }
        }
        words
    }

    /// The pieces that follow none.
    pub(super) fn heads_of_chains(&self) -> impl Iterator<Item = usize> {
        (0..self.next.len()).filter(|&piece| self.previous[piece].is_none())
    }

    /// The pieces that none follows.
    pub(super) fn ends_of_chains(&self) -> impl Iterator<Item = usize> {
        (0..self.next.len()).filter(|&piece| self.next[piece].is_none())
    }

    /// For each piece the first piece of its chain.
    pub(super) fn heads(&self) -> Vec<usize> {
        let mut heads = vec![0; self.next.len()];
        for head in self.heads_of_chains() {
            self.from(head).for_each(|piece| heads[piece] = head);
        }
        heads
    }
}
