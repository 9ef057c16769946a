{% language sh %}
{# The first half of every entrypoint: which variables have to be there. #}
required='
{% for name in application.required %}
  {{ name }}
{% endfor %}
'
deadline=60

missing=
for name in $required; do
  if [ -z "$(printenv "$name")" ]; then
    missing="$missing $name"
  fi
done
if [ -n "$missing" ]; then
  printf 'entrypoint: not set or empty:%s\n' "$missing" >&2
  exit 1
fi

