{% language sh %}
case ${1:-} in
  loop | now | list | healthy) "$1" ;;
  check | load) "$1" "$folder/$2" ;;
  *)
    say 'usage: backup.sh loop | now | list | check FILE | load FILE | healthy'
    exit 64
    ;;
esac
