"""Generated formulas."""

from __future__ import annotations

from hypothesis import strategies as st

from agtutor.formula.tree import Add, Call, Div, Mul, Neg, Pow, Sum, Transpose, Tree

Trees = st.SearchStrategy[Tree]


def grown(parts: Trees, calls: Trees, indices: str) -> Trees:
    """Return formulas one level above their parts.

    Args:
        parts: what they are made of.
        calls: functions of such parts, beside ``max``.
        indices: the letters that a sum may run over.
    """
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Neg, parts),
        st.builds(Add, several),
        st.builds(Mul, several),
        st.builds(Div, parts, parts),
        st.builds(Pow, parts, parts),
        st.builds(Transpose, parts),
        st.builds(lambda args: Call("max", args), several),
        st.builds(Sum, st.sampled_from(indices), parts),
        calls,
    )
