//! What REFI-QDA could not carry, in numbers.

/// How much of what is known here has no form there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Loss {
    counts: Vec<(usize, &'static str, &'static str)>,
}

impl Loss {
    /// Counts so many things, called so when one and when several.
    pub fn add(&mut self, n: usize, one: &'static str, several: &'static str) {
        match self.counts.iter_mut().find(|(_, known, _)| *known == one) {
            Some((sum, ..)) => *sum += n,
            None => self.counts.push((n, one, several)),
        }
    }

    /// Whether all was carried.
    pub fn is_nothing(&self) -> bool {
        self.counts.iter().all(|(n, ..)| *n == 0)
    }

    /// Each loss with its number: "12 statuses"; none that is zero.
    pub fn parts(&self) -> Vec<String> {
        let lost = self.counts.iter().filter(|(n, ..)| *n > 0);
        lost.map(|(n, one, several)| format!("{n} {}", if *n == 1 { one } else { several })).collect()
    }

    /// In one line; `None` when all was carried.
    pub fn line(&self) -> Option<String> {
        (!self.is_nothing()).then(|| format!("REFI-QDA does not carry: {}", self.parts().join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lost_is_one_line_with_the_numbers() {
        let mut loss = Loss::default();
        loss.add(0, "stance", "stances");
        assert_eq!(loss.line(), None);
        loss.add(1, "status", "statuses");
        loss.add(2, "stance", "stances");
        loss.add(1, "status", "statuses");
        assert_eq!(loss.line().as_deref(), Some("REFI-QDA does not carry: 2 stances, 2 statuses"));
    }
}
