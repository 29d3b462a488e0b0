"""Pure rules: plain facts in, plain answers or a refusal out; no records, no SQL, no clock, no settings."""
