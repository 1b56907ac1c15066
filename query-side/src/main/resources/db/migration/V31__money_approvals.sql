-- Which charge a refund or a correction is about. Older entries are about none.
alter table ledger_entry add column charge_id text;

-- Money that support wants to move, and a second person's word on it. Whether a request that was not decided about has
-- expired follows from expires_at.
create table money_approval_view (
    id                   uuid        not null primary key,
    account_id           uuid        not null,
    kind                 text        not null,
    amount_micros        bigint      not null,
    reason               text        not null,
    vps_id               uuid,
    charge_id            text,
    cost_micros          bigint,
    requested_by         uuid        not null,
    requested_at         timestamptz not null,
    expires_at           timestamptz not null,
    -- Null as long as nobody has decided; else approved or rejected.
    decision             text,
    decided_by           uuid,
    decided_at           timestamptz,
    decision_reason      text,
    version              bigint      not null
) with (fillfactor = 70);

create index money_approval_view_requested_idx on money_approval_view (requested_at desc, id desc);
create index money_approval_view_open_idx on money_approval_view (requested_at desc, id desc) where decision is null;
