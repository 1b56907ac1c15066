-- What was given back of a VPS's charges is asked for whenever support refunds a part of it.
create index ledger_entry_reversals on ledger_entry (account_id, vps_id) where kind = 'reversal';
