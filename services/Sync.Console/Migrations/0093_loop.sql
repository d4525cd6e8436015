-- Changes of which a field was held back because it goes round. Mostly another field went on, so that the outcome does not say it.
create index outcome_loop on outcome (at) where detail like '%filtered: loop%';
