-- A task that could not be made is asked for once more, of another owner where the CRM does not take the first one.
alter table handoff
    add column seen         text not null default '',
    add column request_key  text not null default '',
    add column refused      text not null default '';
