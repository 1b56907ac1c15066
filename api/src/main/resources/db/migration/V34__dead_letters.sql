-- Which events a handler refused, and which come after such a one of the same aggregate: they wait for a decision. The events
-- themselves are where they always are; nothing of them is copied, so that erasing a person erases them here too.
drop table dead_letter_entry;

create table dead_letter (
    processing_group     text        not null,
    -- Of sagas' processors, since each segment handles an event for its own sagas; -1 of others.
    segment              integer     not null,
    aggregate_identifier text        not null,
    sequence_index       bigint      not null,
    event_identifier     text        not null,
    aggregate_version    bigint      not null,
    payload_type         text        not null,
    cause_type           text,
    cause_message        text,
    put_aside_at         timestamptz not null,
    tried_at             timestamptz,
    tries                integer     not null default 0,
    primary key (processing_group, segment, aggregate_identifier, sequence_index)
);
