# shelf: a line for each function
shelf() { head -qn 1 lib/*.sh | sed 's/^# //'; }
