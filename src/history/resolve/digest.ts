/**
 * 16 hex digits of a text: two lanes of 32 bits, each multiplied and mixed by the other. To tell states and folders
 * apart, not to keep anybody out; loading node:crypto alone would take longer than an answer.
 */
export function digestText(text: string): string {
  let a = 0xde_ad_be_ef;
  let b = 0x41_c6_ce_57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return renderLane(b) + renderLane(a);
}

const renderLane = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
