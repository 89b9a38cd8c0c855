;; Integer dot products of one query with rows of signed bytes: the inner loop of the vector half of the search.
;; Memory: rows of `width` bytes at `rows_at` (width a multiple of 16), the query as 16-bit integers at `query_at`,
;; one 32-bit result for each row at `out_at`.
(module
  (memory (export "memory") 1 65536)
  (func (export "scan")
    (param $rows_at i32) (param $count i32) (param $width i32) (param $query_at i32) (param $out_at i32)
    (local $end i32) (local $q i32) (local $sum v128) (local $bytes v128)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $end (i32.add (local.get $rows_at) (local.get $width)))
        (local.set $q (local.get $query_at))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (loop $block
          (local.set $bytes (v128.load (local.get $rows_at)))
          (local.set $sum
            (i32x4.add
              (local.get $sum)
              (i32x4.add
                (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $q)))
                (i32x4.dot_i16x8_s
                  (i16x8.extend_high_i8x16_s (local.get $bytes))
                  (v128.load offset=16 (local.get $q))))))
          (local.set $rows_at (i32.add (local.get $rows_at) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (br_if $block (i32.lt_u (local.get $rows_at) (local.get $end))))
        (i32.store (local.get $out_at)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $out_at (i32.add (local.get $out_at) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $row)))))
