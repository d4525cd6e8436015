-- A person who was found to be another one: what is said of him is said of that one.
alter table person add column merged_into bigint;

-- A record of a person who has another one in the same module, since two persons were joined: it is listened to, and not written to.
alter table link add column superseded_at timestamptz;

-- Who decided a review, and when he did.
alter table review add column decided_by text;
alter table review add column decided_at timestamptz;
