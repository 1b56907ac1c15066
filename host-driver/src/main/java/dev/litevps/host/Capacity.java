package dev.litevps.host;

/** What a host can give to machines in all: virtual processors, memory in MiB, disk in GiB. */
public record Capacity(int vcpu, int memoryMb, int diskGb) {}
