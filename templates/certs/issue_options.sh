{% language sh %}
{% if acme.staging %}
dry_run=yes
{% else %}
# This authority has no staging server to try against.
dry_run=no
{% endif %}
when=--keep-until-expiring
for argument in "$@"; do
  case $argument in
    --skip-dry-run) dry_run=no ;;
    --force) when=--force-renewal ;;
    *)
      say 'usage: issue.sh [--skip-dry-run] [--force]'
      exit 64
      ;;
  esac
done
