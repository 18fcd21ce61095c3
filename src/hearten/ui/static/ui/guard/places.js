// Where something stands among what rises.

/** Where a number stands or would stand among rising ones; `key` says what is compared. */
export function place(numbers, wanted, key = (number) => number) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(numbers[middle]) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
