# Makes .ci/bench's table, or with json=1 its JSON, of rows: size, what, connections, requests/s, p50, p99, CPU ms.
{
  n++; size[n] = $1; what[n] = $2; conn[n] = $3; rate[n] = $4; p50[n] = $5; p99[n] = $6; cpums[n] = $7
  of[$1, $2, $3] = $7; key = $2 SUBSEP $3
  if (!(key in seen)) { seen[key] = 1; keys[++kinds] = key }
}
END {
  count = split(sizes, by, " "); small = by[1]; large = by[count]
  split(memories, pairs, " ")
  for (i in pairs) { split(pairs[i], pair, "="); memory[pair[1]] = pair[2] }
  if (json) {
    printf "{\"commit\":\"%s\",\"cpu\":\"%s\",\"memory_mb_at_rest\":{", commit, cpu
    for (i = 1; i <= count; i++) printf "%s\"%s\":%s", (i > 1 ? "," : ""), by[i], memory[by[i]]
    printf "},\"runs\":["
    for (i = 1; i <= n; i++)
      printf "%s\n{\"invoices\":%s,\"page\":\"%s\",\"connections\":%s,\"requests_per_second\":%s,\"p50_ms\":%s,\"p99_ms\":%s,\"cpu_ms_per_request\":%s}", \
        (i > 1 ? "," : ""), size[i], what[i], conn[i], rate[i], p50[i], p99[i], cpums[i]
    printf "],\n\"cpu_ratio_%s_to_%s\":{", large, small
    for (i = 1; i <= kinds; i++) { split(keys[i], k, SUBSEP); printf "%s\"%s/%s\":%s", (i > 1 ? "," : ""), k[1], k[2], ratio(k[1], k[2]) }
    print "}}"
    exit
  }
  printf "%9s  %-16s %5s %12s %9s %9s %12s %7s\n", "invoices", "page", "conn", "requests/s", "p50 ms", "p99 ms", "CPU ms/req", "ratio"
  for (i = 1; i <= n; i++)
    printf "%9s  %-16s %5s %12s %9s %9s %12s %7s\n", size[i], what[i], conn[i], rate[i], p50[i], p99[i], cpums[i], \
      (size[i] == large && large != small ? ratio(what[i], conn[i]) : "")
  for (i = 1; i <= count; i++) printf "memory at rest with %s invoices: %s MB\n", by[i], memory[by[i]]
  print "Aims: list at most 0.5 ms CPU a request, at most 1.2 times as much with a million invoices, 40 MB at rest."
}
function ratio(page, connections) {
  return of[small, page, connections] > 0 ? sprintf("%.2f", of[large, page, connections] / of[small, page, connections]) : "null"
}
