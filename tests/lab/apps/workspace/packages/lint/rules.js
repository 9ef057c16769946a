export { default as pad } from 'left-pad';
