-- What happened to a person is told whole, whatever address each part of it was told under.
create index outcome_person on outcome (person_id, id) where person_id is not null;
