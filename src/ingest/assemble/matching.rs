//! The best one-to-one assignment (Hungarian algorithm), with "nothing" as a choice for everyone.

/// For each row the column that it takes, or `None`, so that the sum of the scores is greatest.
///
/// `score(row, column)` of `None` forbids the pair; a row without a column scores 0, so only pairs with a
/// positive score are ever worth taking. The work is `rows² × (rows + columns)`.
pub(crate) fn assign(
    rows: usize,
    columns: usize,
    score: impl Fn(usize, usize) -> Option<f32>,
) -> Vec<Option<usize>> {
    // Columns 0..columns are real; column `columns + r` is "nothing" for row r.
    let width = columns + rows;
    let cost = |row: usize, column: usize| -> f32 {
        if column < columns {
            score(row, column).map_or(FORBIDDEN, |score| -score)
        } else if column - columns == row {
            0.0
        } else {
            FORBIDDEN
        }
    };
    let costs: Vec<f32> = (0..rows)
        .flat_map(|row| (0..width).map(move |column| (row, column)))
        .map(|(row, column)| cost(row, column))
        .collect();
    let mut row_potential = vec![0.0_f32; rows + 1];
    let mut column_potential = vec![0.0_f32; width + 1];
    let mut taken_by = vec![0_usize; width + 1];
    let mut way = vec![0_usize; width + 1];
    for row in 1..=rows {
        taken_by[0] = row;
        let mut column = 0;
        let mut least = vec![f32::INFINITY; width + 1];
        let mut used = vec![false; width + 1];
        loop {
            used[column] = true;
            let current = taken_by[column];
            let mut delta = f32::INFINITY;
            let mut next = 0;
            for candidate in 1..=width {
                if used[candidate] {
                    continue;
                }
                let reduced = costs[(current - 1) * width + candidate - 1]
                    - row_potential[current]
                    - column_potential[candidate];
                if reduced < least[candidate] {
                    least[candidate] = reduced;
                    way[candidate] = column;
                }
                if least[candidate] < delta {
                    delta = least[candidate];
                    next = candidate;
                }
            }
            for candidate in 0..=width {
                if used[candidate] {
                    row_potential[taken_by[candidate]] += delta;
                    column_potential[candidate] -= delta;
                } else {
                    least[candidate] -= delta;
                }
            }
            column = next;
            if taken_by[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let previous = way[column];
            taken_by[column] = taken_by[previous];
            column = previous;
        }
    }
    let mut chosen = vec![None; rows];
    for (column, &row) in taken_by.iter().enumerate().skip(1) {
        if row > 0 && column <= columns && costs[(row - 1) * width + column - 1] < FORBIDDEN / 2.0 {
            chosen[row - 1] = Some(column - 1);
        }
    }
    chosen
}

const FORBIDDEN: f32 = 1.0e6;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(scores: &[Vec<Option<f32>>], chosen: &[Option<usize>]) -> f32 {
        chosen.iter().enumerate().filter_map(|(row, column)| scores[row][(*column)?]).sum()
    }

    /// The best sum by trying everything.
    fn brute(scores: &[Vec<Option<f32>>], row: usize, free: &mut Vec<bool>) -> f32 {
        if row == scores.len() {
            return 0.0;
        }
        let mut best = brute(scores, row + 1, free);
        for column in 0..free.len() {
            if let Some(score) = scores[row][column]
                && free[column]
            {
                free[column] = false;
                best = best.max(score + brute(scores, row + 1, free));
                free[column] = true;
            }
        }
        best
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn no_assignment_is_better(scores in proptest::collection::vec(proptest::collection::vec(proptest::option::of(-40_i8..40), 4), 0..5)) {
            let scores: Vec<Vec<Option<f32>>> = scores.into_iter().map(|row| row.into_iter().map(|s| s.map(f32::from)).collect()).collect();
            let chosen = assign(scores.len(), 4, |row, column| scores[row][column]);
            let mut seen = [false; 4];
            for column in chosen.iter().flatten() {
                prop_assert!(!seen[*column]);
                seen[*column] = true;
            }
            let best = brute(&scores, 0, &mut vec![true; 4]);
            prop_assert!((total(&scores, &chosen) - best).abs() < 1e-3);
        }
    }
}
