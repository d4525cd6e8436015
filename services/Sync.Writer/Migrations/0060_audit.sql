-- Checkups that nobody asked for: they are made again and again by themselves.
alter table checkup add column is_audit boolean not null default false;
