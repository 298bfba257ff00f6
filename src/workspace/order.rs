//! Order keys of shortlist items: texts that sort between two others, so that a move writes one item.

/// The digits, in the order of bytes.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// A key after `before` and before `after`; a missing side is open. The last digit never is 0, so that
/// there is always room before a key.
pub(super) fn between(before: Option<&str>, after: Option<&str>) -> String {
    let low: Vec<usize> = before.unwrap_or("").bytes().map(digit).collect();
    let high: Option<Vec<usize>> = after.map(|a| a.bytes().map(digit).collect());
    let mut key = Vec::new();
    let mut bounded = high.is_some();
    for i in 0.. {
        let floor = low.get(i).copied().unwrap_or(0);
        let ceiling = match &high {
            Some(high) if bounded => high.get(i).copied().unwrap_or(0),
            _ => DIGITS.len(),
        };
        if ceiling > floor + 1 {
            key.push(if after.is_none() { floor + 1 } else { floor.midpoint(ceiling) });
            break;
        }
        key.push(floor);
        bounded = bounded && ceiling == floor;
        // Equal or crossed neighbours, which a file from elsewhere may hold: anything longer than both will do.
        if i > low.len() + high.as_ref().map_or(0, Vec::len) {
            key.push(DIGITS.len() / 2);
            break;
        }
    }
    key.into_iter().map(|d| char::from(DIGITS[d.min(DIGITS.len() - 1)])).collect()
}

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|d| *d == byte).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::between;
    use proptest::prelude::{any, proptest};

    #[test]
    fn keys_at_the_end_stay_short() {
        let mut last = between(None, None);
        for _ in 0..200 {
            let next = between(Some(&last), None);
            assert!(next > last, "{next} after {last}");
            last = next;
        }
        assert!(last.len() < 10, "{last}");
    }

    proptest! {
        #[test]
        fn there_is_always_room(places in proptest::collection::vec(any::<u16>(), 1..120)) {
            let mut keys: Vec<String> = Vec::new();
            for place in places {
                let at = usize::from(place) % (keys.len() + 1);
                let before = at.checked_sub(1).map(|i| keys[i].clone());
                let key = between(before.as_deref(), keys.get(at).map(String::as_str));
                keys.insert(at, key);
            }
            assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
        }
    }
}
