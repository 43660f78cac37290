import { describe, expect, it } from '@jest/globals';
import { locationText, parseLocation } from './location.js';

const nowhere = { site: null, rack: null, position: null };

describe('parseLocation', () => {
  it.each([
    { text: 'rack_1_position_1', location: { ...nowhere, rack: '1', position: '1', label: 'rack_1_position_1' } },
    { text: 'site A, rack 2, slot 14', location: { site: 'A', rack: '2', position: '14', label: 'site A, rack 2, slot 14' } },
    {
      text: 'hall-north/container-7/shelf-3',
      location: { site: 'north', rack: '7', position: '3', label: 'hall-north/container-7/shelf-3' },
    },
    { text: 'A/2/14', location: { site: 'A', rack: '2', position: '14', label: 'A/2/14' } },
    { text: 'rack_1_rack_2', location: { ...nowhere, label: 'rack_1_rack_2' } },
    { text: 'behind the door', location: { ...nowhere, label: 'behind the door' } },
    { text: ' ', location: { ...nowhere, label: null } },
    { text: null, location: { ...nowhere, label: null } },
  ])('reads "$text"', ({ text, location }) => {
    expect(parseLocation(text)).toEqual(location);
  });
});

describe('locationText', () => {
  it.each([
    { location: { ...nowhere, rack: '1', position: '2', label: null }, text: '1/2' },
    { location: { ...nowhere, rack: '1', position: '1', label: 'rack_1_position_1' }, text: 'rack_1_position_1' },
    { location: { ...nowhere, label: null }, text: null },
  ])('shows $location as $text', ({ location, text }) => {
    expect(locationText(location)).toBe(text);
  });
});
