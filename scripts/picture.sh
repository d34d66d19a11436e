#!/usr/bin/env bash
# Draws commands of the transcripts as a terminal shows them: docs/pictures/*.svg, for light and dark.
#   scripts/picture.sh            draws them anew
#   scripts/picture.sh --check    changes nothing; exit code 1 where one no longer shows its transcript
# Needs awk. What is drawn is what the transcripts say, which are played against the built program.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# the picture, its transcript, the number of the command there
pictures() {
  echo "list mint 2"
  echo "doctor encrypt 4"
}

# draw TRANSCRIPT NUMBER: the command and what it writes, as SVG. 8.4 x 20 to a character; every line is given its width, so that columns
# stand below each other whatever monospaced font there is.
draw() {
  LC_ALL=C.UTF-8 awk -v number="$2" '
    function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
    # how many characters there are, also where awk counts bytes
    function width(text) { gsub(/✓/, "v", text); return length(text) }
    function marked(word, class) { sub(/ +$/, "", word); return "<tspan class=\"" class "\">" escaped(word) "</tspan>" }
    function line(text,    y, start, class, rest) {
      y = 38 + 20 * lines++
      if (width(text) > widest) widest = width(text)
      if (text == "") return
      rest = escaped(text)
      if (text ~ /^\$ /) rest = marked("$", "prompt") " <tspan class=\"command\">" escaped(substr(text, 3)) "</tspan>"
      else if (match(text, /^(serious|warning|note)  /)) {
        start = substr(text, 1, RLENGTH); class = start; sub(/ +$/, "", class)
        rest = marked(start, class) substr(start, length(class) + 1) escaped(substr(text, RLENGTH + 1))
      }
      else if (text ~ /^✓/) { sub(/^✓/, "<tspan class=\"good\">✓</tspan>", rest) }
      else if (text ~ /^[A-Z ]+$/) rest = marked(text, "prompt")
      else {
        sub(/  sealed  /, "  <tspan class=\"good\">sealed</tspan>  ", rest)
        sub(/  plain text  /, "  <tspan class=\"warning\">plain text</tspan>  ", rest)
        sub(/  expired  /, "  <tspan class=\"serious\">expired</tspan>  ", rest)
        sub(/^ +try: /, "<tspan class=\"prompt\">&</tspan>", rest)
      }
      body = body sprintf("<text x=\"20\" y=\"%d\" textLength=\"%.1f\" xml:space=\"preserve\">%s</text>\n", y, 8.4 * width(text), rest)
    }
    /^-- [^ ]+ --$/ { at = -1 }
    /^\$ / { if (at >= 0) at++; if (at == number) title = substr($0, 3) }
    at == number {
      if (/^\[exit [0-9]+\]$/) next
      sub(/^2> ?/, "")
      # blank lines only where something follows
      if ($0 == "") { blank++; next }
      while (blank > 0) { line(""); blank-- }
      line($0)
    }
    END {
      if (lines == 0) exit 1
      w = int(8.4 * widest + 40.5); h = 38 + 20 * lines
      printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n", w, h, w, h
      printf "<title>%s</title>\n", escaped(title)
      print "<style>"
      print "  rect { fill: #f6f8fa; stroke: #d0d7de }"
      print "  text { fill: #1f2328; font: 14px ui-monospace, \"SF Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace }"
      print "  .command { font-weight: 600 } .prompt { fill: #59636e }"
      print "  .good { fill: #1a7f37 } .warning { fill: #9a6700 } .serious { fill: #cf222e } .note { fill: #0969da }"
      print "  @media (prefers-color-scheme: dark) {"
      print "    rect { fill: #0d1117; stroke: #3d444d } text { fill: #e6edf3 } .prompt { fill: #9198a1 }"
      print "    .good { fill: #3fb950 } .warning { fill: #d29922 } .serious { fill: #f85149 } .note { fill: #58a6ff }"
      print "  }"
      print "</style>"
      printf "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n%s</svg>\n", w - 1, h - 1, body
    }' "$root/tests/Transcripts/$1.txt"
}

check=''
case ${1:-} in
  '') [ $# = 0 ] || die "an empty argument" ;;
  --check) check=1 ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

mkdir -p "$root/docs/pictures"
stale=0
while read -r picture transcript number; do
  drawn=$(draw "$transcript" "$number") || die "tests/Transcripts/$transcript.txt has no command $number"
  if [ -z "$check" ]; then
    printf '%s\n' "$drawn" >"$root/docs/pictures/$picture.svg"
  elif [ "$drawn" != "$(cat "$root/docs/pictures/$picture.svg" 2>/dev/null)" ]; then
    say "docs/pictures/$picture.svg is stale: scripts/picture.sh"
    stale=1
  fi
done < <(pictures)
exit "$stale"
