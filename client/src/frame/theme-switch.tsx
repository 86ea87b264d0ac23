import { Monitor, Moon, Sun } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { setTheme, useTheme, type Theme } from '../ui/theme.ts'

const ICONS = { system: Monitor, light: Sun, dark: Moon }
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

export function ThemeSwitch() {
  const theme = useTheme()
  const Icon = ICONS[theme]
  const next = NEXT[theme]
  return (
    <IconButton
      label={`Theme: ${theme === 'system' ? 'as the system' : theme}. Change to ${next === 'system' ? 'as the system' : next}`}
      onClick={() => setTheme(next)}
    >
      <Icon aria-hidden="true" />
    </IconButton>
  )
}
