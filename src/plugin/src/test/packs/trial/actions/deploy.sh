eval "$(cat)"
printf '{"host": "%s.example.org", "ports": [80, 443], "session": {"key": "open-sesame"}}\n' "$target"
