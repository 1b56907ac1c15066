-- One row for each top-up. Amounts are whole micro-dollars.
create table top_up_view (
    id            uuid        not null primary key,
    account_id    uuid        not null,
    amount_micros bigint      not null,
    requested_at  timestamptz not null,
    paid_at       timestamptz,
    expired_at    timestamptz,
    version       bigint      not null
) with (fillfactor = 70);
