-- When it was reported that a deal has stood in its stage for too long; null while it was not.
alter table deal add column stale_at timestamptz;

create index deal_stale on deal (since) where state = 'open' and stale_at is null;
