"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# No test depends on the clock: how fast something is, the benchmarks say. The profile in use is changed, not replaced,
# as hypothesis has one of its own for CI, with the same examples every time.
_profile = settings.get_current_profile_name()
settings.register_profile(_profile, settings.get_profile(_profile), deadline=None)
