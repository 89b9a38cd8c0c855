/** The vector divided by its length, in place; a vector of zeros stays. */
export const toUnit = (vector: Float32Array): Float32Array => {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum > 0) {
    const scale = 1 / Math.sqrt(sum);
    for (let k = 0; k < vector.length; k += 1) vector[k] = vector[k] * scale;
  }
  return vector;
};
