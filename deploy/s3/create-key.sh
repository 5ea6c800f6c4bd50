#!/bin/sh
# Creates the private bucket of the app in a MinIO-like store, and a key that can only use this bucket. Idempotent.
set -eu

client=$(command -v mcli || command -v mc)
secrets=${SECRETS:-/run/secrets}
temporary=${TMPDIR:-/tmp}

store() {
  "$client" --config-dir "$temporary/client" "$@"
}

tries=0
until store alias set store "$S3_ENDPOINT" "$S3_ROOT_USER" "$(cat "$secrets/s3_root_password")" >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then
    echo "The store at $S3_ENDPOINT does not respond, or rejects its administrator" >&2
    exit 1
  fi
  sleep 1
done

cat > "$temporary/policy.json" <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::$S3_BUCKET"]
    },
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      "Resource": ["arn:aws:s3:::$S3_BUCKET/*"]
    }
  ]
}
POLICY

store mb --ignore-existing "store/$S3_BUCKET"
store anonymous set none "store/$S3_BUCKET"
store admin policy create store "$S3_BUCKET-objects" "$temporary/policy.json"
store admin user add store "$S3_ACCESS_KEY" "$(cat "$secrets/s3_secret_key")"
# Attaching a policy again is an error, so check the policies of the key at the end instead.
store admin policy attach store "$S3_BUCKET-objects" --user "$S3_ACCESS_KEY" >/dev/null 2>&1 || true
case $(store admin user info store "$S3_ACCESS_KEY") in
  *"$S3_BUCKET-objects"*) ;;
  *)
    echo "The key $S3_ACCESS_KEY does not have the policy $S3_BUCKET-objects" >&2
    exit 1
    ;;
esac
echo "The key $S3_ACCESS_KEY may read, write and delete objects in $S3_BUCKET"
