-- What a person changed in a delivery before its replay, as JSON.
alter table settlement add column patch text;
