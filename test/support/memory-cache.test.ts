import {cacheContract} from '../contract/cache.ts';
import {memoryCache} from './memory-cache.ts';

cacheContract('memoryCache', memoryCache);
