import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import {sessionLogContract} from '../../contract/session-log.ts';

sessionLogContract('memorySessionLog', memorySessionLog);
