-- Repeats one request with the headers from the environment, and prints the figures as JSON on the last line.
for name, variable in pairs({["Accept-Encoding"] = "SIDE_ENCODING", ["If-None-Match"] = "SIDE_ETAG", ["Connection"] = "SIDE_CONNECTION"}) do
  local value = os.getenv(variable)
  if value and value ~= "" then
    wrk.headers[name] = value
  end
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format('{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "refused": %d, "errors": %d}',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
