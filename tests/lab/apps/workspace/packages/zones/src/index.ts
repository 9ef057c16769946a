export const zones = ['reading room', 'stacks'];
