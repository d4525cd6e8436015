-- Checkups that sent a made-up person through routes: how a route did last is shown beside its connections.
alter table checkup add column is_trial boolean not null default false;

create index checkup_trial on checkup (id) where is_trial;
