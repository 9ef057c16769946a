// What is refused when a template is loaded, because of the place a value stands in.
#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace render_test;
using Catch::Matchers::ContainsSubstring;

namespace {

void accepts(const std::string& language, const std::string& body) {
  INFO(language << ": " << body);
  CHECK(refused(language, body).empty());
}
void refuses(const std::string& language, const std::string& body, const std::string& why = "template_unsafe_hole") {
  INFO(language << ": " << body);
  CHECK_THAT(refused(language, body), ContainsSubstring(why));
}
void unbalanced(const std::string& language, const std::string& body) {
  refuses(language, body, "template_unbalanced");
}

}  // namespace

TEST_CASE("text is welcome as a whole token", "[render]") {
  accepts("nginx", "a {{ text }};\n");
  accepts("apache", "ServerAdmin {{ text }}\n<Location {{ text }}>\n</Location>\n");
  accepts("haproxy", "  stats realm {{ text }}\n");
  accepts("dockerfile", "ENV A={{ text }} B={{ text }}\nLABEL x={{ text }}\nCMD [\"a\", {{ text }}]\n");
  accepts("sh", "a {{ text }} \"$(b {{ text }})\" > {{ text }}\nX={{ text }}\nexport Y={{ text }} && a;\n");
  accepts(
      "yaml",
      "a: {{ text }}\n{{ text }}: b\nc: [{{ text }}, { d: {{ text }} }]\ne:\n  - {{ text }}\n  - {{ text }} # note\n");
  accepts("json", "{ \"a\": {{ text }}, {{ text }}: [{{ text }}, {{ text }}] }\n");
  accepts("dotenv", "A={{ text }}\n");
  accepts("markdown", "Hello {{ text }}, {{ text }}.\n\n| {{ text }} | {{ text|code }} |\n");
}

TEST_CASE("text glued to other text is refused in every language", "[render]") {
  for (const char* body : {"a x{{ text }};\n", "a {{ text }}x;\n", "a {{ text }}{{ port }};\n",
                           "a {{ port }}{{ text }};\n", "a \"{{ text }}\";\n", "a '{{ text }}';\n"}) {
    refuses("nginx", body);
  }
  for (const char* body : {"a x{{ text }}\n", "a {{ text }}x\n", "a \"{{ text }}\"\n", "a '{{ text }}'\n"}) {
    refuses("apache", body);
    refuses("haproxy", body);
    refuses("sh", body);
  }
  for (const char* body : {"ENV A=x{{ text }}\n", "ENV A={{ text }}x\n", "ENV A=\"{{ text }}\"\n", "ENV A {{ text }}\n",
                           "CMD [\"{{ text }}\"]\n", "CMD [\"a\"{{ text }}]\n"}) {
    refuses("dockerfile", body);
  }
  for (const char* body :
       {"a: x{{ text }}\n", "a: {{ text }}x\n", "a: {{ text }} x\n", "a: x {{ text }}\n", "a: \"{{ text }}\"\n",
        "a: '{{ text }}'\n", "a: [x{{ text }}]\n", "a: {{ text }}{{ text }}\n", "a:{{ text }}\n"}) {
    refuses("yaml", body);
    refuses("compose", body);
    refuses("workflow", body);
    refuses("azure", body);
  }
  for (const char* body : {"[\"{{ text }}\"]\n", "[1{{ text }}]\n", "[{{ text }}1]\n", "[{{ text }}{{ text }}]\n"})
    refuses("json", body);
  for (const char* body :
       {"A=x{{ text }}\n", "A={{ text }}x\n", "A='{{ text }}'\n", "A={{ text }} # x\n", "{{ text }}=x\n"})
    refuses("dotenv", body);
  for (const char* body : {"x{{ text }}\n", "`{{ text }}`\n", "```\n{{ text }}\n```\n", "<!-- {{ text }} -->\n",
                           "```mermaid\nA[\"{{ text }}\"]\n```\n"})
    refuses("markdown", body);
}

TEST_CASE("text in comments is refused and other kinds are not", "[render]") {
  for (const char* language : {"nginx", "apache", "haproxy", "dockerfile", "sh", "crontab", "yaml", "compose",
                               "workflow", "azure", "dotenv", "plain"}) {
    refuses(language, "# {{ text }}\n");
    accepts(language, "# {{ domain }} {{ path }} {{ duration }} {{ url }}.\n");
  }
}

TEST_CASE("scripts take no text and only kinds that a shell reads as one word", "[render]") {
  refuses("dockerfile", "RUN echo {{ text }}\n");
  refuses("dockerfile", "RUN a \\\n && echo {{ text }}\n");
  refuses("dockerfile", "RUN echo '{{ text }}'\n");
  refuses("dockerfile", "RUN echo {{ url }}\n");
  refuses("dockerfile", "RUN echo {{ host }}\n");
  accepts("dockerfile", "RUN echo {{ path }}/{{ identifier }}:{{ version }} {{ word }}\n");
  refuses("dockerfile", "CMD echo {{ text }}\n");
  refuses("dockerfile", "RUN <<EOF\necho {{ text }}\nEOF\n");
  for (const char* language : {"yaml", "compose", "workflow", "azure"}) {
    refuses(language, "a:\n  - run: |\n      echo {{ text }}\n");
    refuses(language, "a: >-\n  {{ text }}\n");
    refuses(language, "a: |\n  echo {{ cron }}\n");
    accepts(language, "a: |\n  echo {{ path }} {{ word }}\nb: {{ text }}\n");
  }
  refuses("workflow", "run: {{ text }}\n");
  refuses("azure", "bash: {{ text }}\n");
  refuses("azure", "condition: {{ identifier }}\n");
  refuses("workflow", "if: {{ identifier }}\n");
  refuses("workflow", "\"run\": {{ text }}\n");
  refuses("compose", "command: {{ text }}\n");
  refuses("compose", "test: {{ text }}\n");
  accepts("compose", "command: [{{ text }}, {{ text }}]\nentrypoint:\n  - {{ text }}\n");
  refuses("sh", "cat <<EOF\n x {{ text }}\nEOF\n");
  refuses("sh", "cat <<'EOF'\n x {{ text }}\nEOF\n");
  refuses("sh", "a `b {{ text }}`\n");
  refuses("sh", "a ${b:-{{ text }}}\n");
  refuses("sh", "a $(({{ text }} + 1))\n");
  refuses("sh", "a $(({{ word }} + 1))\n");
  accepts("sh", "a $(({{ port }} + 1))\n");
  refuses("sh", "{{ text }}\n");
  refuses("sh", "a; {{ text }} b\n");
  refuses("sh", "if {{ text }}; then a; fi\n");
  refuses("sh", "X=1 {{ text }}\n");
  refuses("sh", "a \"$(  {{ text }} )\"\n");
  accepts("sh", "{{ path }} {{ text }}\n");
  refuses("crontab", "{{ cron }} root echo {{ text }}\n");
  refuses("crontab", "* * * * * root {{ word }}\n");
  refuses("crontab", "A={{ text }}\n");
  accepts("crontab", "{{ cron }} root /bin/sh {{ path }} {{ identifier }}\nA={{ domain }}\n");
  refuses("workflow", "a: ${{ format('{0}', {{ text }}) }}\n");
  refuses("workflow", "a: ${{ secrets.{{ url }} }}\n");
  accepts("workflow", "a: ${{ secrets.{{ env_name }} }}\n");
}

TEST_CASE("a value that could be the line that ends a here-document is refused", "[render]") {
  refuses("sh", "cat <<EOF\n{{ word }}\nEOF\n", "make up the line that ends a here-document");
  refuses("sh", "cat <<EOF\nE{{ word }}\nEOF\n", "make up the line that ends a here-document");
  refuses("sh", "cat <<-EOF\n\t{{ word }}\nEOF\n", "make up the line that ends a here-document");
  refuses("dockerfile", "COPY <<EOF /x\n{{ word }}\nEOF\n", "make up the line that ends a here-document");
  accepts("sh", "cat <<EOF\n {{ word }}\nEx{{ word }}\nEOF\na {{ text }}\n");
}

TEST_CASE("holes behind an escape or a dollar sign are refused", "[render]") {
  refuses("sh", "a \\{{ word }}\n", "after a backslash");
  refuses("nginx", "a \"\\{{ word }}\";\n", "after a backslash");
  refuses("haproxy", "a \\{{ word }}\n", "after a backslash");
  refuses("dockerfile", "ENV A=\\{{ word }}\n", "after a backslash");
  refuses("yaml", "a: \"\\{{ word }}\"\n", "after a backslash");
  refuses("json", "[\"\\{{ word }}\"]\n", "after a backslash");
}

TEST_CASE("kinds are refused where one of their characters could do harm", "[render]") {
  refuses("nginx", "{{ text }} on;\n");
  refuses("nginx", "a x{{ cron }};\n");
  accepts("nginx", "return 301 {{ url }}$request_uri;\na \"{{ cron }}\";\n");
  refuses("haproxy", "http-request set-header X \"{{ word }}\"\n");
  refuses("haproxy", "http-request {{ text }}\n");
  refuses("sh", "a x{{ url }}\n");
  refuses("sh", "a x{{ host }}\n");
  accepts("sh", "a \"{{ url }} {{ cron }}\" '{{ host }}' --x={{ domain }}:{{ port }}\n");
  refuses("dotenv", "A=x{{ url }}\n");
  refuses("dockerfile", "FROM {{ text }}\n");
  refuses("dockerfile", "COPY {{ url }} /x\n");
  refuses("dockerfile", "{{ word }} x\n");
  accepts("dockerfile",
          "FROM {{ image }} AS {{ identifier }}\nUSER {{ identifier }}:{{ identifier }}\nEXPOSE {{ port }}\nCOPY "
          "--chown={{ identifier }} {{ path }} {{ path }}/\n");
  refuses("plain", "{{ text }}\n");
  accepts("plain", "{{ path }}/*\n!{{ path }}\n");
}

TEST_CASE("an unquoted scalar of YAML is only extended where it stays a string", "[render]") {
  for (const char* body :
       {"a: {{ port }}:{{ port }}\n", "a: {{ identifier }}-x\n", "a: y{{ identifier }}\n", "a: 1{{ port }}\n",
        "a: x:{{ port }}\n", "a: [{{ port }}:80]\n", "{{ identifier }}-x: 1\n", "a: x {{ domain }}\n"}) {
    refuses("yaml", body);
  }
  accepts("yaml",
          "a: app-{{ identifier }}\nb: /srv/{{ path }}\nc: ghcr.io/acme/{{ identifier }}:{{ version }}\nd: \"{{ port "
          "}}:{{ port }}\"\n\"x-{{ identifier }}\": 1\n");
}

TEST_CASE("a hole may not be a key on one way and a value on another", "[render]") {
  refuses("yaml", "{{ identifier }}{% if boolean %}: x{% endif %}\n");
}

TEST_CASE("branches end where they began", "[render]") {
  unbalanced("nginx", "a \"x{% if boolean %}\"{% endif %};\n");
  unbalanced("nginx", "a{% if boolean %};{% endif %}\nb;\n");
  unbalanced("nginx", "{% if boolean %}\nserver {\n{% endif %}\na;\n}\n");
  unbalanced("nginx", "{% for i in items %}\nserver {\n{{ i.id }};\n{% endfor %}\n");
  unbalanced("nginx", "{% for i in items %}\n{{ i.id }} \"\n{% endfor %}\n");
  unbalanced("nginx", "a;\n}\n");
  unbalanced("nginx", "server {\n");
  unbalanced("nginx", "a \"x;\n");
  unbalanced("sh", "a '{% if boolean %}'{% endif %}\n");
  unbalanced("sh", "a '\n");
  unbalanced("sh", "a $(b\n");
  unbalanced("sh", "a {% if boolean %}# {% endif %}b\n");
  unbalanced("sh", "{% if boolean %}\ncat <<EOF\n{% endif %}\nx\nEOF\n");
  unbalanced("sh", "cat <<EOF\nx\n");
  unbalanced("dockerfile", "RUN a{% if boolean %} \\{% endif %}\nUSER x\n");
  unbalanced("dockerfile", "CMD [\"a\"{% if boolean %}]{% endif %}\n");
  unbalanced("dockerfile", "CMD [\"a\n");
  unbalanced("yaml", "a: [1{% if boolean %}]{% endif %}\n");
  unbalanced("yaml", "a: \"x{% if boolean %}\"{% endif %}\n");
  unbalanced("yaml", "a: \"x\n");
  unbalanced("json", "[1{% if boolean %}]{% endif %}\n");
  unbalanced("markdown", "{% if boolean %}\n```\n{% endif %}\nx\n");
  unbalanced("markdown", "`x\n");
  unbalanced("nginx", "a;");
}

TEST_CASE("branches may differ where it does no harm", "[render]") {
  accepts("nginx", "listen {{ port }}{% if boolean %} ssl{% elif choice %} http2{% endif %};\n");
  accepts("sh", "exec a{% if boolean %} -v{% endif %} {{ text }}\n");
  accepts("sh", "a \\\n{% if boolean %}\n  {{ text }} \\\n{% endif %}\n  b\n");
  accepts("yaml", "a:\n  {% if boolean %}\n  b: |\n    x\n  {% else %}\n  b: y\n  {% endif %}\n  c: {{ text }}\n");
  accepts("yaml",
          "a:\n  {% for i in items %}\n  - id: {{ i.id }}\n    run: |\n      x\n      {% if i.on %}\n      y\n      {% "
          "endif %}\n  {% endfor %}\nb: {{ text }}\n");
  accepts("compose", "command: [a{% for t in texts %}, {{ t }}{% endfor %}]\n");
  accepts("json", "[{% for t in texts %}{{ t }}{% if not loop.last %}, {% endif %}{% endfor %}]\n");
  accepts("dockerfile", "RUN a \\\n{% if boolean %}\n && b \\\n{% endif %}\n && c\nENV A={{ text }}\n");
}

TEST_CASE("a token may not end in one branch and go on in another", "[render]") {
  refuses("nginx", "a {{ text }}{% if boolean %}x{% endif %};\n");
  refuses("nginx", "a{% if boolean %} {% endif %}{{ text }};\n");
  refuses("sh", "a {{ text }}{% if boolean %}x{% endif %}\n");
  refuses("yaml", "a: {% if boolean %}x{% endif %}{{ text }}\n");
  refuses("nginx", "a {% for t in texts %}{{ t }}{% endfor %};\n");
  refuses("json", "[{% for t in texts %}{{ t }}{% endfor %}]\n");
}

TEST_CASE("includes and calls stand between statements", "[render]") {
  const std::string part = "{% language nginx %}\na;\n";
  CHECK_THAT(refused(Texts{{"main", "{% language nginx %}\nb\n  {% include \"part\" %}\n;\n"}, {"part", part}}),
             ContainsSubstring("template_unbalanced main:3:3 an include inside an argument"));
  CHECK_THAT(refused(Texts{{"main", "{% language nginx %}\n{% include \"part\" %}\n"},
                           {"part", "{% language nginx %}\na {\n"}}),
             ContainsSubstring("template_unbalanced part:"));
  unbalanced("sh", "a \"\n{% call m() %}\n\"\n{% macro m() %}\nb\n{% endmacro %}\n");
  unbalanced("sh", "{% call m() %}\n{% macro m() %}\nb '\n{% endmacro %}\n");
  unbalanced("sh", "  {% call m() %}\n{% macro m() %}\ncat <<EOF\nx\nEOF\n{% endmacro %}\n");
  accepts("sh", "{% call m() %}\n{% macro m() %}\ncat <<EOF\nx\nEOF\n{% endmacro %}\n");
  unbalanced("yaml", "a: |\n  x\n  {% call m() %}\n{% macro m() %}\nb: 1\n{% endmacro %}\n");
  accepts("yaml", "a: |\n  x\n{% call m() %}\n{% macro m() %}\nb: 1\n{% endmacro %}\n");
}

TEST_CASE("a snippet stands on a line of its own between statements", "[render]") {
  accepts("nginx", "a;\n  {{ snippet }}\nb;\n");
  refuses("nginx", "a {{ snippet }};\n");
  refuses("nginx", "a\n{{ snippet }}\n;\n");
  refuses("nginx", "a \"\n{{ snippet }}\n\";\n");
  refuses("yaml", "a: {{ snippet }}\n");
  refuses("yaml", "a: |\n  x\n  {{ snippet }}\n");
  accepts("yaml", "a:\n  {{ snippet }}\n");
  refuses("sh", "cat <<EOF\n{{ snippet }}\nEOF\n");
}

TEST_CASE("template text that is not its language is refused where it goes wrong", "[render]") {
  CHECK(refused("yaml", "a: b\n    c\n") ==
        "template_unbalanced 3:5 yaml: a line that is indented deeper than the value before it continues that value");
  refuses("yaml", "a:\n\tb: 1\n", "a tab");
  refuses("yaml", "a: |\n    x\n  y\n", "indented less than its first line");
  refuses("yaml", "a: \"x\" y\n", "text behind a quoted scalar");
  refuses("yaml", "a: ]\n", "a bracket closes nothing");
  refuses("dockerfile", "run x\n", "an instruction that Dockerfiles do not have");
  refuses("apache", "a \"x\nb\n", "a string is not closed on its line");
  // What is read behind brackets that were not counted means nothing, so no more is said of it.
  CHECK(refused("sh", "a\n" + std::string(12, '(') + "b \"c\"\n") ==
        "template_unbalanced 3:12 sh: quotes and brackets are nested too deep");
  accepts("sh", std::string(11, '(') + "b" + std::string(11, ')') + "\n");
  // A byte that the lexer uses as a mark of its own.
  unbalanced("sh", "a\x01(b\n");
  accepts("sh", "a\x01 (b)\n");
}

TEST_CASE("what the random templates of properties_test once got through stays refused", "[render]") {
  // The word in front of a redirection would be a file descriptor.
  unbalanced("sh", "a {{ port }}>x\n");
  unbalanced("sh", "a {{ text }}<<E\n x\nE\n");
  // Whether these are assignments or commands would hang on the value.
  unbalanced("sh", "{{ version }}X=a\n");
  unbalanced("sh", "{{ env_name }}{{ env_name }}=a\n");
  accepts("sh", "{{ env_name }}={{ text }}\nX_{{ env_name }}={{ text }}\n");
  refuses("sh", "X_{{ identifier }}={{ text }}\n");
  // The second statement's first word is no argument.
  unbalanced("nginx", "a{% if boolean %};{% endif %}\nb;\n");
  // A scalar on its own line would go on in the next.
  unbalanced("yaml", "{{ path }}\n- x\n");
  unbalanced("yaml", "a:\n    {{ path }}\n  b\n");
  accepts("yaml", "a:\n  {{ text }}\nb:\n  - {{ text }}\n");
  // Blanks alone are no text before a fence.
  unbalanced("markdown", "{{ text }} ```sh\nx\n```\n");
  // A colon at a value's end would make a key.
  refuses("yaml", "a: app-{{ word }}\n");
}

TEST_CASE("a hole may stand in the braces behind a dollar sign", "[render]") {
  CHECK(rendered("compose", "a: \"${{{ env_name }}:?is missing}\"\n") == "a: \"${SECRET_KEY:?is missing}\"\n");
  CHECK(rendered("sh", "a \"${{{ env_name }}:-x}\"\n") == "a \"${SECRET_KEY:-x}\"\n");
  refuses("compose", "a: \"${{{ text }}}\"\n");
  refuses("sh", "a \"${{{ text }}}\"\n");
}
