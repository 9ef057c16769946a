{% language sh %}
# --- the host -----------------------------------------------------------------------------

# Nine tenths full is early enough to act: a dump and an image need room.
host() {
  root=$(docker info --format '{{ "{{" }}.DockerRootDir}}' 2>/dev/null) || root=/
  for folder in . "$root"; do
    used=$(df -P "$folder" 2>/dev/null | awk 'NR == 2 { print $6, $5 + 0 }') || used=
    inodes=$(df -Pi "$folder" 2>/dev/null | awk 'NR == 2 { print $5 + 0 }') || inodes=0
    if [ -z "$used" ]; then
      finding unknown disk-unseen "$folder" 'its file system cannot be looked at' 'run this as a user that may'
    elif [ "${used##* }" -ge 90 ]; then
      finding warning disk-full "${used%% *}" "${used##* } % are used" 'docker builder prune; old dumps; old images'
    elif [ "${inodes:-0}" -ge 90 ]; then
      finding warning disk-full "${used%% *}" "$inodes % of its inodes are used" 'docker builder prune; old images'
    fi
  done | sort -u
  if here timedatectl && [ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null)" = no ]; then
    finding warning clock-unset host 'its clock is not kept by NTP' 'timedatectl set-ntp true'
  fi
  if [ -f .deployed ] && [ "$(stat -c %Y .deployed)" -gt $((now + 60)) ]; then
    finding error clock-wrong host 'its clock is before the last deploy' 'set it'
  fi
}
