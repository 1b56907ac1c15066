-- Which address pools there ever were, for those who ask who had an address. Only the first event of each is in it, so that no
-- other event pays for it.
create index domain_event_entry_address_pool_idx on domain_event_entry (aggregate_identifier)
    where type = 'AddressPool' and sequence_number = 0;
