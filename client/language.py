"""Whether a draft looks like English, the one language that the detector reads."""

import re

WARNING = "This may not be English, which is all that the detector reads: look for what is personal yourself."
MIN_WORDS = 8
MIN_SHARE = 0.1
_COMMON = re.compile(
    r"the|a|an|and|to|of|i|im|ive|is|it|its|my|for|that|you|your|with|on|but|have|has|had|so|not|dont|cant|we|any|or|"
    r"like|what|this|at|be|been|are|can|just|from|some|about|if|more|up|out|by|who|how|there|her|his|he|she|they|them|"
    r"our|us|where|please|looking|want|need|something|anything|nothing|movie|movies|book|books|good|after|will|than|"
    r"then|him|too|in|was|me|do|no|as|one|two|all|really|love|loved|watch|read|would|could|should|because|when|which"
)


def looks_foreign(text: str) -> bool:
    """Whether hardly any of at least eight words is a common English one."""
    words = re.findall(r"[^\W\d_]+", text.replace("'", "").replace("’", "").casefold())
    common = sum(_COMMON.fullmatch(word) is not None for word in words)
    return len(words) >= MIN_WORDS and common / len(words) <= MIN_SHARE
