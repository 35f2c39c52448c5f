import type { Component } from 'svelte';
import IconHome from '@lucide/svelte/icons/house';
import IconGet from '@lucide/svelte/icons/file-key-2';
import IconKey from '@lucide/svelte/icons/key-round';
import IconClock from '@lucide/svelte/icons/calendar-clock';
import IconPen from '@lucide/svelte/icons/pen-line';
import IconShield from '@lucide/svelte/icons/shield-check';
import IconHistory from '@lucide/svelte/icons/history';
import IconSettings from '@lucide/svelte/icons/settings';
import IconAbout from '@lucide/svelte/icons/life-buoy';
import type { Icon } from '@kit';
import About from '@/views/About.svelte';
import Account from '@/views/Account.svelte';
import GetKeys from '@/views/GetKeys.svelte';
import History from '@/views/History.svelte';
import Home from '@/views/Home.svelte';
import Keys from '@/views/Keys.svelte';
import Renewals from '@/views/Renewals.svelte';
import Settings from '@/views/Settings.svelte';
import Sign from '@/views/Sign.svelte';
import Token from '@/views/Token.svelte';
import Verify from '@/views/Verify.svelte';

export interface Route {
  /** In the address, after `#/`. */
  name: string;
  /** Id of its name in the catalogue. */
  title: string;
  icon: Icon;
  view: Component;
  /** Part of another one: the side shows that one. */
  within?: string;
  /** At the foot of the side, apart from the daily things. */
  foot?: boolean;
}

/** The views, in the order of the side. Ctrl+1 is the first. */
export const routes: readonly Route[] = [
  { name: 'home', title: 'nav-home', icon: IconHome, view: Home },
  { name: 'keys', title: 'nav-keys', icon: IconKey, view: Keys },
  { name: 'token', title: 'nav-keys', icon: IconKey, view: Token, within: 'keys' },
  { name: 'renewals', title: 'nav-renewals', icon: IconClock, view: Renewals },
  { name: 'account', title: 'nav-account', icon: IconClock, view: Account, within: 'renewals' },
  { name: 'get-keys', title: 'nav-get-keys', icon: IconGet, view: GetKeys },
  { name: 'sign', title: 'nav-sign', icon: IconPen, view: Sign },
  { name: 'verify', title: 'nav-verify', icon: IconShield, view: Verify },
  { name: 'history', title: 'nav-history', icon: IconHistory, view: History },
  { name: 'settings', title: 'nav-settings', icon: IconSettings, view: Settings, foot: true },
  { name: 'about', title: 'nav-about', icon: IconAbout, view: About, foot: true },
];
